#!/bin/sh
# How every pipeline gets the program. The version is pinned here and nowhere else: change it to upgrade.
set -eu
cargo install debriefs --version {{ version }} --locked
