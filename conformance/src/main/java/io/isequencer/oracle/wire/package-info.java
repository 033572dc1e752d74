/**
 * The oracle's protocol on the wire: lines, fields, error codes. What both of its ends share.
 *
 * <p>Depends on {@code api} and Jackson alone.
 */
package io.isequencer.oracle.wire;
