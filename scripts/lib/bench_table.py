"""The table of the measurements, and how figures are written in it."""


class Table:
    def __init__(self):
        self.rows = []

    def add(self, work, ours, limit="", peer="", goal=""):
        self.rows.append((work, ours, limit, peer, goal))
        print("   ", " | ".join(part for part in self.rows[-1] if part), flush=True)

    def show(self):
        head = ("work", "ours", "limit", "peer", "goal")
        print("\n| " + " | ".join(head) + " |\n|" + "---|" * len(head))
        for row in self.rows:
            print("| " + " | ".join(row) + " |")


def rate(value):
    return f"{value:,.0f}/s"


def beside(ours, other, name):
    return f"{name} {rate(other)}: {ours / other:.3f}"
