#!/usr/bin/env bash
# Builds the Debian package from a release binary: packaging/deb.sh [OUT-FOLDER]; prints its path.
# The binary is the one of `cargo build --release --package metodset`, built on the oldest Debian the package is for.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
binary=$target/release/metodset
out=${1:-$target/packages}

[ -x "$binary" ] || { echo "no $binary: run cargo build --release --package metodset" >&2; exit 1; }

version=$("$binary" --version | cut -d ' ' -f 2)
architecture=$(dpkg --print-architecture)
tree=$(mktemp --directory)
trap 'rm -rf "$tree"' EXIT
umask 022
chmod 0755 "$tree"

# put <mode> <source> <place in the package>
put() { install -D --mode "$1" "$2" "$tree/$3"; }

# Libraries and their versions, as the binary asks for them.
depends() {
  local work=$tree.work
  mkdir -p "$work/debian"
  printf 'Source: metodset\n\nPackage: metodset\nArchitecture: any\n' >"$work/debian/control"
  (cd "$work" && dpkg-shlibdeps -O -e"$binary" 2>/dev/null) | sed 's/^shlibs:Depends=//'
  rm -rf "$work"
}

changelog() {
  printf 'metodset (%s) stable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- Metodset <metodset@localhost>  %s\n' \
    "$version" "$(date --utc --reference="$binary" '+%a, %d %b %Y %H:%M:%S +0000')"
}

put 0755 "$binary" usr/bin/metodset
put 0755 "$root/packaging/metodsetctl" usr/sbin/metodsetctl
put 0644 "$root/packaging/metodset.toml" etc/metodset/metodset.toml
for unit in metodset.service metodset-backup.service metodset-backup.timer; do
  put 0644 "$root/packaging/$unit" "usr/lib/systemd/system/$unit"
done
doc=usr/share/doc/metodset
put 0644 "$root/docs/operations.md" "$doc/operations.md"
put 0644 "$root/packaging/nginx.conf" "$doc/examples/nginx.conf"
put 0644 "$root/packaging/nginx-two.conf" "$doc/examples/nginx-two.conf"
put 0644 "$root/packaging/Caddyfile" "$doc/examples/Caddyfile"
gzip --best --no-name --stdout "$root/CHANGELOG.md" >"$tree/$doc/changelog.gz"
changelog | gzip --best --no-name >"$tree/$doc/changelog.Debian.gz"
put 0644 "$root/packaging/debian/copyright" "$doc/copyright"

mkdir "$tree/DEBIAN"
echo /etc/metodset/metodset.toml >"$tree/DEBIAN/conffiles"
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@DEPENDS@/$(depends)/" \
  -e "s/@SIZE@/$(du --summarize --apparent-size --block-size=1024 "$tree" | cut -f 1)/" \
  "$root/packaging/debian/control.in" >"$tree/DEBIAN/control"
for script in postinst prerm postrm; do install --mode 0755 "$root/packaging/debian/$script" "$tree/DEBIAN/$script"; done
(cd "$tree" && find etc usr -type f -print0 | sort --zero-terminated | xargs --null md5sum >DEBIAN/md5sums)

mkdir -p "$out"
package=$out/metodset_${version}_$architecture.deb
dpkg-deb --root-owner-group --build "$tree" "$package" >/dev/null
echo "$package"
