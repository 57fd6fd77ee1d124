"""The control API under /_sandbox/: faults, remarks, ledger, counts, reset. No fault ever disturbs it."""

from __future__ import annotations

from jansetu.sandbox.calling import HOOKS
from jansetu.sandbox.citizens import Citizens
from jansetu.sandbox.exchange import Answer, Call, Malformed
from jansetu.sandbox.faults import BadFault, Faults
from jansetu.sandbox.pages import Pages
from jansetu.sandbox.routes import Routes
from jansetu.sandbox.whatsapp import WhatsApp
from jansetu.sandbox.whatsapp.screen import Screen
from jansetu.sandbox.world import World


class Control:
    """What tests, the bench and the practice desk ask of the sandbox as a whole."""

    def __init__(self, world: World, faults: Faults, citizens: Citizens) -> None:
        self.world, self.faults, self.citizens = world, faults, citizens
        self.pages, self.routes = Pages(world), Routes()
        add = self.routes.add
        add("POST", "/_sandbox/faults", "session", self.add_fault, open=True)
        add("GET", "/_sandbox/faults", "read", self.list_faults, open=True)
        add("DELETE", "/_sandbox/faults", "delete", self.clear_faults, open=True)
        add("GET", "/_sandbox/ledger", "read", self.ledger, open=True)
        add("GET", "/_sandbox/count", "read", self.count, open=True)
        add("GET", "/_sandbox/films", "read", self.films, open=True)
        add("POST", "/_sandbox/remarks", "session", self.add_remark, open=True)
        add("POST", "/_sandbox/grants", "session", self.change_grants, open=True)
        add("GET", "/_sandbox/hooks", "read", self.list_hooks, open=True)
        add("POST", "/_sandbox/hooks", "session", self.add_hook, open=True)
        add("POST", "/_sandbox/reset", "delete", self.reset, open=True)
        add("GET", "/_sandbox", "read", self.pages.index, open=True)
        Screen(WhatsApp.of(citizens.platforms), self.pages).open(self.routes)
        for (platform, _), facts in world.aside.items():
            if platform == HOOKS:
                world.callings.subscribe(facts)
        add("GET", "/_sandbox/see/{platform}/{account}", "read", self.pages.account, open=True)
        add("GET", "/_sandbox/media/{platform}/{id}", "read", self.pages.media, open=True)
        add("GET", "/_sandbox/style.css", "read", self.pages.style, open=True)

    def answer(self, call: Call) -> Answer:
        """The answer to any address that is no platform's."""
        if call.path == [""]:
            return Answer(302, b"", headers={"Location": "/_sandbox/"})
        found = self.routes.find(call.method, call.path)
        if found is None:
            return Answer.json(404, {"error": "no such address in the sandbox"})
        route, variables = found
        try:
            return route.run(call, *variables)
        except Malformed:
            return Answer.json(400, {"error": "the body is not a JSON object that this address understands"})

    def add_fault(self, call: Call) -> Answer:
        """POST /_sandbox/faults: one fault in force from now on."""
        try:
            self.faults.add(**call.json())
        except BadFault as error:
            return Answer.json(400, {"error": str(error)})
        return self.list_faults(call)

    def list_faults(self, call: Call) -> Answer:
        """GET /_sandbox/faults: those in force, and how often each kind has fired."""
        return Answer.json(200, {"faults": self.faults.listed(), "fired": self.faults.fired})

    def clear_faults(self, call: Call) -> Answer:
        """DELETE /_sandbox/faults."""
        self.faults.clear()
        return self.list_faults(call)

    def add_remark(self, call: Call) -> Answer:
        """POST /_sandbox/remarks: a citizen speaks: platform, account, text; author, reply_to, direct."""
        return Answer.json(200, {"id": self.citizens.say(call.json()).id})

    def change_grants(self, call: Call) -> Answer:
        """POST /_sandbox/grants: platform, do (expire, revoke, life, withhold), account, seconds, on."""
        asked = call.json()
        platform = self.citizens.platforms.get(str(asked.get("platform")))
        if platform is None:
            raise Malformed
        platform.grants.command(asked)
        return Answer.json(200, {})

    def ledger(self, call: Call) -> Answer:
        """GET /_sandbox/ledger?since=N: the acts after number N."""
        since = call.query.get("since", "0")
        if not since.isdigit():
            return Answer.json(400, {"error": "since is a sequence number"})
        return Answer.json(200, {"entries": self.world.ledger.since(int(since))})

    def count(self, call: Call) -> Answer:
        """GET /_sandbox/count."""
        return Answer.json(200, self.world.ledger.count())

    def films(self, call: Call) -> Answer:
        """GET /_sandbox/films: every film, and how many bytes of it came over the line."""
        return Answer.json(200, {"films": self.world.films.listed()})

    def add_hook(self, call: Call) -> Answer:
        """POST /_sandbox/hooks: call that url from now on: platform, url; secret, doubled, late_ms."""
        asked = call.json()
        self.world.callings.subscribe(asked)
        self.world.set_aside(HOOKS, str(asked["platform"]), asked)
        return self.list_hooks(call)

    def list_hooks(self, call: Call) -> Answer:
        """GET /_sandbox/hooks: where the platforms call, how many calls wait, and the newest tries."""
        return Answer.json(200, self.world.callings.listed())

    def reset(self, call: Call) -> Answer:
        """POST /_sandbox/reset: no posts, no faults, no ledger."""
        self.world.reset()
        self.faults.clear()
        self.faults.fired.clear()
        return self.count(call)
