/** Whether new sessions are let in: not before the path is warm, not while draining. */
@NullMarked
package io.tollgate.sip.admission;

import org.jspecify.annotations.NullMarked;
