"""The layouts: where the window puts what a scene says. One file each, a function of a builder."""
