/**
 * What the container lets be changed from within its own package only. It goes into the launcher's
 * jar, beside the container, and not into the WAR.
 */
@NullMarked
package org.mobicents.servlet.sip.core;

import org.jspecify.annotations.NullMarked;
