#!/bin/sh
# Puts open Chinese fonts where the report's PDF writer looks for them: <environment>/share/lianheng/fonts.
# Run by `make setup`; safe to run again (returns at once when everything is there); needs no root.
# Fonts: Fandol (Song, Fangsong, Kai, Hei; GPL-3 with font exception) out of Debian's texlive-lang-chinese, without TeX;
#        Noto Serif CJK (SIL OFL 1.1) out of fonts-noto-cjk, for the rare characters of names.
# Usage: tools/fonts.sh [environment]      (default: .venv beside this folder)
set -eu

project=$(cd "$(dirname "$0")/.." && pwd)
environment=${1:-$project/.venv}
target=$environment/share/lianheng/fonts
fandol="FandolSong-Regular FandolSong-Bold FandolFang-Regular FandolKai-Regular FandolHei-Regular"
noto=NotoSerifCJK-Regular.ttc

missing() {
    for name in $fandol; do
        [ -s "$target/$name.otf" ] || echo "$name.otf"
    done
}

advise() {
    cat >&2 <<TEXT
字体未能自动安装：$1
  只影响 PDF；DOCX 照常生成。可任选其一：
  1. 在能访问 Debian 软件源的机器上执行：apt-get update && apt-get download texlive-lang-chinese fonts-noto-cjk
     把两个 .deb 文件放到 $project/fonts/ 后重新运行 tools/fonts.sh；
  2. 把已有授权的中文字体文件放在一个目录里，并设置环境变量 LIANHENG_FONTS 指向它。
The fonts could not be installed: $1
  Only the PDF needs them; DOCX works without. Either
  1. on a machine that reaches a Debian mirror run: apt-get update && apt-get download texlive-lang-chinese fonts-noto-cjk
     put both .deb files into $project/fonts/ and run tools/fonts.sh again; or
  2. put Chinese fonts you are licensed to use into a folder and set LIANHENG_FONTS to it.
TEXT
}

# A package file: one laid in fonts/ by hand, else downloaded. Prints its path, or nothing.
package() {
    for file in "$project/fonts/$1"_*.deb "$work/$1"_*.deb; do
        [ -s "$file" ] && { echo "$file"; return 0; }
    done
    command -v apt-get >/dev/null 2>&1 || return 0
    (cd "$work" && apt-get download "$1" >"$work/log" 2>&1) ||
        { [ "$(id -u)" = 0 ] && apt-get update >>"$work/log" 2>&1 &&
            (cd "$work" && apt-get download "$1" >>"$work/log" 2>&1); } || return 0
    for file in "$work/$1"_*.deb; do
        [ -s "$file" ] && { echo "$file"; return 0; }
    done
    return 0
}

# Copies the named font files and the licence out of a package, or from a system that has them installed.
collect() { # $1 package, $2 folder of the fonts on a system, rest: file names
    name=$1 folder=$2
    shift 2
    if [ ! -s "$folder/$1" ]; then
        file=$(package "$name")
        [ -n "$file" ] || return 1
        dpkg-deb -x "$file" "$work/$name"
        folder=$work/$name$folder
        cp -f "$work/$name/usr/share/doc/$name/copyright" "$target/$name.copyright"
    elif [ -s "/usr/share/doc/$name/copyright" ]; then
        cp -f "/usr/share/doc/$name/copyright" "$target/$name.copyright"
    fi
    for font in "$@"; do
        cp -f "$folder/$font" "$target/$font.part" && mv -f "$target/$font.part" "$target/$font"
    done
}

if [ -z "$(missing)" ] && [ -s "$target/$noto" ]; then
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/log"
mkdir -p "$target" 2>/dev/null || { advise "$target 不可写 / is not writable"; exit 1; }
command -v dpkg-deb >/dev/null 2>&1 || { advise "没有 dpkg-deb / dpkg-deb is not here"; exit 1; }

if [ -n "$(missing)" ]; then
    names=$(for name in $fandol; do printf '%s.otf ' "$name"; done)
    # shellcheck disable=SC2086
    collect texlive-lang-chinese /usr/share/texlive/texmf-dist/fonts/opentype/public/fandol $names ||
        { advise "$(tail -n 1 "$work/log")"; exit 1; }
fi
if [ ! -s "$target/$noto" ]; then
    collect fonts-noto-cjk /usr/share/fonts/opentype/noto "$noto" ||
        echo "未装 Noto Serif CJK：人名等生僻字可能无法显示 / Noto Serif CJK is absent: rare characters may not show" >&2
fi
echo "字体已就绪 / fonts are ready: $target"
