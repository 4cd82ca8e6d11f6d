"""The web console: a page for those who run the concierge, with a chat to try it in."""

from adapters.channels.web.channel import Web as Web
from adapters.channels.web.gate import Gate as Gate
from adapters.channels.web.mounting import mount as mount
