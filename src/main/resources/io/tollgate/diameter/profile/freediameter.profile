# The accounting application of freeDiameter with the dictionaries that come with it: they know base
# accounting and most of TS 32.299, not the AVPs of OMA.
title = freeDiameter accounting
run = freeDiameter 1.2.1 with the dictionaries of Debian's package (check-peer)
avp.PoC-Information = without-m
avp.Service-Generic-Information = without-m
avp.IM-Information = without-m
overload-control = no
