#!/bin/sh
# install: puts improv into your own menu. Nothing leaves your home folder, and nothing needs root:
# the program goes to ~/.local/lib/improv, the command to ~/.local/bin. `./install remove` takes it
# away again, and leaves your sessions where they are. Or just start improv/improv in this folder.
# Nothing here is signed: compare the archive with SHA256SUMS of the page it came from.
set -eu
cd "$(dirname "$0")"
share="${XDG_DATA_HOME:-$HOME/.local/share}"
rm -rf "$HOME/.local/lib/improv"
rm -f "$HOME/.local/bin/improv" "$share/applications/improv.desktop" "$share/icons/hicolor/scalable/apps/improv.svg"
[ "${1-}" != remove ] || exit 0
mkdir -p "$HOME/.local/lib" "$HOME/.local/bin" "$share/applications" "$share/icons/hicolor/scalable/apps"
cp -R improv "$HOME/.local/lib/improv"
ln -s ../lib/improv/improv "$HOME/.local/bin/improv"
cp improv.svg "$share/icons/hicolor/scalable/apps/"
sed "s|^Exec=improv$|Exec=\"$HOME/.local/lib/improv/improv\"|" improv.desktop >"$share/applications/improv.desktop"
echo "improv is in your menu, and is $HOME/.local/bin/improv."
