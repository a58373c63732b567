/**
 * What the offline and the online half of one charged session share: its facts, its counters, the
 * gate of the message plane, and the order in which things are done on its owner.
 */
@NullMarked
package io.tollgate.charging.session;

import org.jspecify.annotations.NullMarked;
