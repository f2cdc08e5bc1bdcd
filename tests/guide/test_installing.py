INSTALLS: dict[str, str] = {}
