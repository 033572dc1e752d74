/** The command {@code model}: TLC on the specification's configurations, and on changes of the specification. */
package io.isequencer.cli.model;
