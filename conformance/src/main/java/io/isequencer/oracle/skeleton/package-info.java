/** Adapters to begin with: the bundled ones, with nothing behind them. */
package io.isequencer.oracle.skeleton;
