"""Where the data may stand: a Unix socket's address is short, and a path need not be."""

from server import Server


def a_long_path_serves_and_takes_verbs(directory):
    place = directory / ("a" * 60) / ("b" * 60)
    place.mkdir(parents=True)
    with Server(directory=place, persons=20) as site:
        assert len(f"{site.data}/admin.sock") > 108
        # The server holds the lock, so what answers here is the server.
        told = site.run("customer", "list").stdout
        assert "Gemeente" in told, told
        assert site.stop() == 0
    # And without a server the verb does its work itself.
    assert site.run("customer", "list").stdout == told
