"""The scenes: one file each, a function of a stage. A scene says what goes where, and no more."""
