"""The page that says what this program is: version, build, components and licences."""
