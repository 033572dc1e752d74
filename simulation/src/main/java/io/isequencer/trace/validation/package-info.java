/** Asks TLC whether a recorded run is a behaviour of the specification. */
package io.isequencer.trace.validation;
