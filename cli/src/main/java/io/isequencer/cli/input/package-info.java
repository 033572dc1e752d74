/** What users hand in: text in any encoding of Unicode, packed or not, as plain UTF-8. */
package io.isequencer.cli.input;
