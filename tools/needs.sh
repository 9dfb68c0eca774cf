#!/usr/bin/env bash
# What the machine must offer; sourced by ./run and ./test. Each need is one line: how to see it, the package, why.
# As root the missing packages are installed; anyone else is told the exact command.

needs_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
needs_target=${CARGO_TARGET_DIR:-$needs_root/target}
needs_tools=$needs_target/tools

# Pinned, so that a check means the same today and in a year.
typos_version=1.52.0
deny_version=0.20.2
nextest_version=0.9.143
moto_version=5.2.5
aiosmtpd_version=1.4.6

has_command() { command -v "$1" >/dev/null 2>&1; }
has_libpq() { has_command pkg-config && pkg-config --exists libpq; }
has_postgres_server() { has_command initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_writer() { has_command soffice && [ -e /usr/lib/libreoffice/program/libswlo.so ]; }
has_pip() { python3 -m pip --version >/dev/null 2>&1; }

# The bundler and the type checker ask for Node 18 or newer.
has_node() { has_command node && [ "$(node --print 'process.versions.node.split(".")[0]')" -ge 18 ]; }

missing=()

# need <package> <why> <check> [argument]
need() {
  local package=$1 why=$2
  shift 2
  "$@" && return
  printf '  missing %s: %s\n' "$package" "$why"
  missing+=("$package")
}

needs_of_run() {
  need build-essential "C compiler and linker for Rust and the bundled SQLite" has_command cc
  need pkg-config "finds the C libraries" has_command pkg-config
  need libpq-dev "client library of PostgreSQL, linked by the program" has_libpq
  need nodejs "builds the styles and scripts of the pages" has_node
  # NodeSource's nodejs brings npm along and conflicts with Debian's: ask for npm only beside a node that has none.
  has_node && need npm "installs what the pages are built from" has_command npm
  return 0
}

needs_of_test() {
  needs_of_run
  need postgresql "server for the tests, which run on both databases" has_postgres_server
  need chromium "browser of the walks" has_command chromium
  need procps "finds the processes of PostgreSQL that the fault tests kill" has_command pgrep
  need util-linux "limits the disk of a program under test" has_command prlimit
  need chromium-driver "drives the browser of the walks" has_command chromedriver
  need poppler-utils "reads the PDF of papers that the tests print" has_command pdftotext
  need libreoffice-writer "opens the DOCX of papers that the tests print" has_writer
  need python3-pip "installs typos, schemathesis, moto and aiosmtpd" has_pip
}

apt_install() {
  if [ "$(id -u)" -ne 0 ] || ! has_command apt-get; then
    printf 'Install them and start again:\n  sudo apt-get install --yes %s\n' "$*" >&2
    return 1
  fi
  printf '  installing: %s\n' "$*"
  [ -n "${apt_lists_fresh:-}" ] || apt-get update --quiet=2
  apt_lists_fresh=1
  DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 --no-install-recommends "$@" >/dev/null
}

# ensure needs_of_run | needs_of_test. A second round sees what the first made visible (npm after nodejs).
ensure() {
  if ! has_command cargo; then
    printf 'cargo is missing: install Rust 1.95 or newer (https://rustup.rs) and start again.\n' >&2
    return 1
  fi
  for _ in 1 2; do
    missing=()
    "$1"
    [ ${#missing[@]} -eq 0 ] && return
    apt_install "${missing[@]}" || return
  done
  missing=()
  "$1"
  [ ${#missing[@]} -eq 0 ] || { printf 'Still missing after the installation: %s\n' "${missing[*]}" >&2; return 1; }
}

# Tools of the checks live in target/tools: nothing outside the repository changes, and a second start finds them.
# A folder of its own: pip replaces the whole of its bin.
tool_typos() {
  "$needs_tools/python/bin/typos" --version 2>/dev/null | grep -qF "$typos_version" && return
  printf '  installing typos %s: finds misspelt words\n' "$typos_version"
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --upgrade \
    --target "$needs_tools/python" "typos==$typos_version"
}

# A folder of its own, everything pinned: the packages it stands on decide what is generated.
tool_schemathesis() {
  local wanted=$needs_root/tools/schemathesis.txt installed=$needs_tools/schemathesis
  cmp --silent "$wanted" "$installed/.installed" && return
  printf '  installing schemathesis: asks the API what its document allows and forbids\n'
  rm -rf "$installed"
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps \
    --target "$installed" --requirement "$wanted" && cp "$wanted" "$installed/.installed"
}

# A mail server for the tests of letters; a folder of its own for the same reason.
tool_smtp() {
  [ -d "$needs_tools/smtp/aiosmtpd-$aiosmtpd_version.dist-info" ] && return
  printf '  installing aiosmtpd %s: takes the letters that the tests send\n' "$aiosmtpd_version"
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --upgrade \
    --target "$needs_tools/smtp" "aiosmtpd==$aiosmtpd_version"
}

# Without optimisation: cargo-deny builds in 100 s instead of 262 on two cores and then takes 1.7 s instead of 1.0.
tool_build() {
  CARGO_PROFILE_DEV_DEBUG=0 cargo install --quiet --locked --debug --root "$needs_tools" "$1"
}

tool_deny() {
  "$needs_tools/bin/cargo-deny" --version 2>/dev/null | grep -qF "$deny_version" && return
  printf '  building cargo-deny %s (about two minutes, once): licences and origins of the dependencies\n' "$deny_version"
  tool_build "cargo-deny@$deny_version"
}

tool_moto() {
  [ -d "$needs_tools/moto/moto-$moto_version.dist-info" ] && return
  printf '  installing moto %s: an S3 server for the tests of the file store\n' "$moto_version"
  rm -rf "$needs_tools/moto"
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
    --target "$needs_tools/moto" "moto[server]==$moto_version" 2>/dev/null
}

tool_nextest() {
  has_command cargo-nextest && return
  "$needs_tools/bin/cargo-nextest" --version >/dev/null 2>&1 && return
  printf '  building cargo-nextest %s (minutes, once): runs the tests\n' "$nextest_version"
  tool_build "cargo-nextest@$nextest_version"
}
