"""The macros of the site's pages, as mkdocs-macros asks for them. What they do: gonghui/macros/."""

from gonghui.adapters.jinja import register


def define_env(env):
    """Register the macros, nothing else."""
    register(env)
