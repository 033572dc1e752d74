/** One partition in virtual time: its owners, its devices, and how each move changes them. It decides nothing. */
package io.isequencer.simulation.world;
