/**
 * Bodies of SIP messages: SDP, multipart, resource-lists, conference-info and sipfrag. Plain
 * parsers and writers with bounds, no SIP container types.
 */
@NullMarked
package io.tollgate.sip.body;

import org.jspecify.annotations.NullMarked;
