package io.tollgate.charging.record;

/**
 * The server that has a credit-control session.
 *
 * @param host its DiameterIdentity: Origin-Host of its answers, Destination-Host of what follows
 * @param mayMove another server may take over (CC-Session-Failover, RFC 8506 8.4)
 */
public record SessionServer(String host, boolean mayMove) {}
