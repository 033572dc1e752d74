/** Tests of the command line: most run it in this process, {@code ChildProcess} ones in another that they kill. */
package io.isequencer.cli;
