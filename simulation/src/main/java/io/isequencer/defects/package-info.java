/**
 * Planted defects: wrong readings of the protocol, each a small change of a source file that is compiled apart, never
 * into the product. A check that finds none of them proves nothing.
 */
package io.isequencer.defects;
