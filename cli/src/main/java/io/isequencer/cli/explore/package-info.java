/** The command {@code explore}: all schedules of the core, against the specification's state graph. */
package io.isequencer.cli.explore;
