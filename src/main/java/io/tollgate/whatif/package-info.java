/**
 * What a capture of SIP and MSRP would have cost: its parties' messages walk the real charging and
 * the real conference, by the capture's clock, and what those would send is written down instead.
 */
@NullMarked
package io.tollgate.whatif;

import org.jspecify.annotations.NullMarked;
