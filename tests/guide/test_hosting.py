ON_A_SERVER: dict[str, str] = {}
