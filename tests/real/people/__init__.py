"""The people of the tests: who posts, who answers. They use the servers' own interfaces, and know
nothing of Earshot."""

from .agent import Agent
from .poster import Poster
from .redmine_agent import RedmineAgent
