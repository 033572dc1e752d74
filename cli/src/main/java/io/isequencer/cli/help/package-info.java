/** What the program says of itself: the help of its commands and their exit codes, a manual page, a shell's completion. */
package io.isequencer.cli.help;
