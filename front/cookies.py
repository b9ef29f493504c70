"""The names of the cookies. None of them can be read by a script of the page."""

BROWSER = "two_hats_browser"


def cookie_of(public: str) -> str:
    """The cookie that a link to one sitting hands over."""
    return f"two_hats_{public}"
