#!/usr/bin/env bash
# Prepares the project, one step per word; every step is safe to run again and says, in both languages, what it cannot do
# and what to ask the administrator for.
#   tools/setup.sh            .venv in the project's root: Python 3.11 or newer, the pinned packages, the fonts of the report
#   tools/setup.sh pages      what browsers load: Node.js, the pinned npm packages, copied beside the site
#   tools/setup.sh servers    what only the tests need: Chromium with Chinese fonts, PostgreSQL
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

fail() {
    printf '\n%s\n%s\n\n' "$1" "$2" >&2
    exit 1
}

# Debian packages, by apt as root; anyone else is told whom to ask for what.
packages() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail \
        "还需要系统软件包。请管理员运行：apt-get install $*，然后重试。" \
        "System packages are needed. Ask an administrator to run: apt-get install $*, then try again."
    echo "安装 $*… / installing $*…"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
        >/dev/null || fail \
        "无法安装 $*：请检查 apt 的软件源设置。" \
        "$* could not be installed: check the package source that apt is set up with."
}

environment() {
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || fail \
        "需要 Python 3.11 或更高版本。可用 make setup PYTHON=/path/to/python3.11 指定。" \
        "Python 3.11 or newer is needed. Name one with: make setup PYTHON=/path/to/python3.11"
    "$python" -c 'import venv, ensurepip' 2>/dev/null || packages python3-venv
    echo "准备 .venv（首次约一两分钟）… / preparing .venv (a minute or two the first time)…"
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt || fail \
        "无法安装依赖包：请检查 pip 的软件源设置。" \
        "The packages could not be installed: check the package index that pip is set up with."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
    bash tools/fonts.sh || true  # only the PDF needs the fonts; the script has said what to do
    echo "完成：.venv/bin/lianheng / done: .venv/bin/lianheng"
}

pages() {
    command -v node >/dev/null || packages nodejs npm
    command -v npm >/dev/null || packages npm
    echo "取网页的样式、脚本和图标… / fetching the styles, scripts and icons of the pages…"
    npm ci --ignore-scripts --no-audit --no-fund --silent || fail \
        "无法取得网页所需的文件：请检查 npm 的软件源设置。" \
        "What the pages need could not be fetched: check the package source that npm is set up with."
}

servers() {
    missing=()
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
    fc-list :lang=zh 2>/dev/null | grep -q . || missing+=(fontconfig fonts-noto-cjk)
    compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || missing+=(postgresql)
    [ ${#missing[@]} = 0 ] || packages "${missing[@]}"
}

"${1:-environment}"
