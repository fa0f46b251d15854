#!/usr/bin/env bash
# Prepares .venv in the project's root: Python 3.11 or newer, the pinned packages, the fonts of the report.
# Safe to run again; says in both languages what it cannot do and what to do about it.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

fail() {
    printf '\n%s\n%s\n\n' "$1" "$2" >&2
    exit 1
}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || fail \
    "需要 Python 3.11 或更高版本。可用 make setup PYTHON=/path/to/python3.11 指定。" \
    "Python 3.11 or newer is needed. Name one with: make setup PYTHON=/path/to/python3.11"

if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    [ "$(id -u)" = 0 ] || fail \
        "缺少 venv 模块。请管理员运行：apt-get install python3-venv，然后重试。" \
        "The venv module is missing. Ask an administrator to run: apt-get install python3-venv"
    echo "安装 python3-venv… / installing python3-venv…"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
fi

echo "准备 .venv（首次约一两分钟）… / preparing .venv (a minute or two the first time)…"
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt || fail \
    "无法安装依赖包：请检查 pip 的软件源设置。" \
    "The packages could not be installed: check the package index that pip is set up with."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
bash tools/fonts.sh || true  # only the PDF needs the fonts; the script has said what to do
echo "完成：.venv/bin/lianheng / done: .venv/bin/lianheng"
