/**
 * What the checks of the project share, whichever check it is: where the project is, how a child JVM is started, how long
 * something took, and how a check says that it could not be made.
 *
 * <p>Depends on nothing of the project. The checks are built on it, the oracle and the commands on some of it.
 */
package io.isequencer.laboratory;
