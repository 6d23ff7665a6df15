#!/bin/sh
# Starts the desk of this folder with its own Python, C library and Qt; nothing is taken from the PC but its kernel,
# its screen and its fonts.
here=$(readlink -f "$0")
here=${here%/bin/jiesu-desk}
case $here in
    /opt/jiesu-desk/versions/*) JIESU_DESK_LAUNCHER=/usr/bin/jiesu-desk ;;
    *) JIESU_DESK_LAUNCHER=$here/bin/jiesu-desk ;;
esac
export JIESU_DESK_LAUNCHER
# Another Python's folders, and plug-ins of another Qt (they crash in this one), stay outside.
unset PYTHONHOME PYTHONPATH PYTHONSTARTUP PYTHONOPTIMIZE PYTHONWARNINGS PYTHONUSERBASE
unset QT_PLUGIN_PATH QT_QPA_PLATFORM_PLUGIN_PATH QT_STYLE_OVERRIDE QT_QPA_PLATFORMTHEME
PYTHONNOUSERSITE=1 QT_XCB_GL_INTEGRATION=none
export PYTHONNOUSERSITE QT_XCB_GL_INTEGRATION
# Desktops name platforms that only their own Qt has, such as dxcb or wayland.
case ${QT_QPA_PLATFORM-} in
    '' | xcb | offscreen) ;;
    *) QT_QPA_PLATFORM=xcb ;;
esac
[ -e /etc/fonts/fonts.conf ] || { FONTCONFIG_FILE=$here/share/fonts.conf && export FONTCONFIG_FILE; }
exec "$here/bin/python" -P -m app "$@"
