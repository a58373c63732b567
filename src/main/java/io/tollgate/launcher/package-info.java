/** The embedded container: Restcomm SIP Servlets on Tomcat, started by plain {@code java}. */
@NullMarked
package io.tollgate.launcher;

import org.jspecify.annotations.NullMarked;
