/** The catalogue of the protocol's rules and of the properties that the checks look for: each name, sentence and rule once. */
package io.isequencer.rules;
