/**
 * Who may speak to this server, what is believed of them, and where the server may send: the
 * operator's peers. Plain Java, for the application and for the launcher alike.
 */
@NullMarked
package io.tollgate.trust;

import org.jspecify.annotations.NullMarked;
