/** The seam to the SIP Servlet container; nothing else knows which one it runs in. */
@NullMarked
package io.tollgate.sip.container;

import org.jspecify.annotations.NullMarked;
