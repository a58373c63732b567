package io.tollgate.msrp;

/**
 * @param sessions relays and conferences that are open
 * @param legs legs that can be addressed
 * @param connections open transport connections
 * @param queuedBytes octets that wait for slow peers
 */
public record MsrpStatus(int sessions, int legs, int connections, long queuedBytes) {}
