package io.tollgate.crash;

/**
 * What a user saw of a call that was answered.
 *
 * @param caller his user name
 * @param wholly it was ended by its caller, and the server confirmed that
 * @param taken messages of the caller that the server answered with 200
 * @param offered messages that the caller sent; the last one may have been answered by nobody
 */
record SeenCall(String callId, String caller, boolean wholly, long taken, long offered) {}
