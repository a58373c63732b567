package io.tollgate.msrp;

/**
 * Who sits at a conference leg.
 *
 * @param uri the identity that the CPIM From of his messages must name, and that private messages
 *     to him name
 */
public record MsrpParticipant(String uri) {}
