"""The facts that a bundled document carries in its front matter."""

from knowledge.frontmatter.program import read_front_matter as read_front_matter
