"""Where people find one room: by which name or address of the machine, and under which path."""

from improv.phones.networks import LocalNetworks, parse_address


class RoomAddress:
    """The address that a room invites by. Another room of the same server may have another."""

    def __init__(self, networks: LocalNetworks, public_url: str = "") -> None:
        """`public_url`: the address of the service, as `https://rooms.example.org`, if it has one.

        Then there is no other.
        """
        self._networks, self._public_url = networks, public_url
        self._public: tuple[str, ...] = ()
        """Names by which hosts of this room came over TLS, the newest first."""
        self._chosen = ""
        self._port = 0
        self._prefix = ""
        self.settle()

    def mount(self, port: int, prefix: str) -> None:
        """The room is served at this port of the machine, under this path (empty for all)."""
        self._port, self._prefix = port, prefix

    def settle(self) -> None:
        """Choose the likeliest, where what was chosen is no more."""
        if self._chosen not in self._all:
            self._chosen = self._all[0] if self._all else "127.0.0.1"

    def choose_next(self) -> None:
        """Invite by the next of the names and addresses."""
        if self._all:
            self._chosen = self._all[(self.chosen + 1) % len(self._all)]

    def choose_public(self, name: str) -> bool:
        """Invite by a name that TLS vouches for; whether it is new."""
        if name in self._public or self._public_url:
            return False
        self._public = (name, *self._public)
        self._chosen = name
        return True

    @property
    def _all(self) -> tuple[str, ...]:
        if self._public_url:
            return ()
        return (*self._public, *(network.address for network in self._networks.known))

    @property
    def chosen(self) -> int:
        """Which of `labels` it is; -1 where the machine has none."""
        return self._all.index(self._chosen) if self._chosen in self._all else -1

    @property
    def labels(self) -> tuple[str, ...]:
        """All of them, with the names of the adapters, for the facilitator."""
        if self._public_url:
            return ()
        known = self._networks.known
        return (*self._public, *(f"{one.address} ({one.adapter})" for one in known))

    @property
    def text(self) -> str:
        """The address as people type it."""
        if self._public_url:
            return f"{self._public_url.partition('://')[2]}{self._prefix}"
        if self._chosen in self._public:
            return f"{self._chosen}{self._prefix}"
        host = f"[{self._chosen}]" if ":" in self._chosen else self._chosen
        return f"{host}:{self._port}{self._prefix}"

    @property
    def local(self) -> bool:
        """Whether it is an address of the room's own network, which nobody elsewhere reaches."""
        address = None if self._public_url else parse_address(self._chosen)
        return address is not None and address.is_private and not address.is_loopback

    @property
    def url(self) -> str:
        """The same for a browser, without a slash at its end."""
        if self._public_url:
            return f"{self._public_url}{self._prefix}"
        return f"{'https' if self._chosen in self._public else 'http'}://{self.text}"
