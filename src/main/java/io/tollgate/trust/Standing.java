package io.tollgate.trust;

/**
 * What the operator lets somebody do.
 *
 * @param label tells it to {@link Peers#labelled} in another class loader or process
 * @param trusted identities, charging headers and routes of the peer are believed, and ours are
 *     shown to it (RFC 3324, RFC 7315 5)
 * @param originates its requests are taken
 * @param reachable requests are sent to it
 * @param listed the operator named it, where others merely are not shut out
 * @param perSecond new requests that are taken from it in a second; 0 for no limit
 * @param identity the URI that it is charged under where it is not believed; empty for its address
 */
public record Standing(
    String label,
    boolean trusted,
    boolean originates,
    boolean reachable,
    boolean listed,
    int perSecond,
    String identity) {

  /** Of somebody that the operator does not know. */
  public static final Standing STRANGER = new Standing("", false, false, false, false, 0, "");

  /** Of this server itself while it warms up. */
  public static final Standing SELF = new Standing("self", false, true, true, false, 0, "");
}
