package io.tollgate.journal.delivery;

import io.tollgate.charging.record.ChargingInterface;

/**
 * A charging function as delivery knows it.
 *
 * @param configured false if a request names it: that it is down says nothing about the others
 */
record Target(String name, ChargingInterface channel, boolean configured) {}
