#!/usr/bin/env bash
# The browser side: npm packages and web/dist. Sourced by ./run and ./test; does only what changed since the last time.

front=$(cd "$(dirname "${BASH_SOURCE[0]}")/../web" && pwd)
# The stamps lie beside the packages, so that removing node_modules removes them too.
front_installed=$front/node_modules/.stamp-installed
front_built=$front/node_modules/.stamp-built

front_install() {
  [ "$front_installed" -nt "$front/package-lock.json" ] && return
  printf '  installing the npm packages of web/\n'
  npm ci --prefix "$front" --no-audit --no-fund --loglevel=error || return
  touch "$front_installed"
}

# Folders count as well as files: a removed source changes only its folder.
front_changed() {
  [ -d "$front/dist" ] && [ -e "$front_built" ] || return 0
  [ "$front_installed" -nt "$front_built" ] && return 0
  [ -n "$(find "$front" -mindepth 1 \( -path "$front/node_modules" -o -path "$front/dist" \) -prune \
    -o -newer "$front_built" -print -quit)" ]
}

# The stamp is taken before the build: a source saved meanwhile is newer and builds again.
front_build() {
  front_changed || return 0
  printf '  building web/dist\n'
  touch "$front/node_modules/.stamp-building" &&
    npm run build --silent --prefix "$front" &&
    mv "$front/node_modules/.stamp-building" "$front_built"
}

front_check() { npm run check --silent --prefix "$front"; }
front_test() { npm test --silent --prefix "$front"; }
front_has_tests() { grep -q '"test":' "$front/package.json"; }
