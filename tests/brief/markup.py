"""A reader of pages: what a browser, a screen reader and a firewall would find in them."""

from html.parser import HTMLParser

VOID = {"meta", "br", "img", "hr", "link", "input", "source"}


class Page(HTMLParser):
    """A page taken apart; `faults` says what is wrong with it."""

    def __init__(self, text):
        super().__init__()
        self.faults, self.open, self.headings, self.ids = [], [], [], set()
        self.pictures, self.text, self.tags = [], [], []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag, _ in self.open]

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if attrs.get("id") in self.ids:
            self.faults.append(f"the id {attrs['id']} stands twice")
        self.ids |= {attrs["id"]} if "id" in attrs else set()
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(int(tag[1]))
        if tag == "svg":
            self.pictures.append([attrs, *(one for _, one in self.open)])
        if tag not in VOID:
            self.open.append((tag, attrs))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes nothing, inside {[one for one, _ in self.open]}")
            return
        self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1][0] != "style":
            self.text.append(data)

    @property
    def words(self):
        """The words of the page, spaces as one."""
        return " ".join("".join(self.text).split())
