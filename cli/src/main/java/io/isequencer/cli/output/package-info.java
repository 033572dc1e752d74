/** Files that commands write beside stdout: none overwrites what is there unasked, and all fail alike. */
package io.isequencer.cli.output;
