shared |C segment=loyal age:30 basket:12.3457 vip:1
0:-0.5926:0.25 |A id=a price:9.5
|A id=b price:12
|A id=c price:0.1 gift:1

shared |C segment=new age:30.5 basket:12.3457
0:-0.37:0.2 |A id=a price:9.5
|A id=b price:12
|A id=c price:0.1 gift:1

shared |C segment=loyal age:31 basket:12.3457
|A id=a price:9.5
|A id=b price:12
0:-0.4741:0.5 |A id=c price:0.1 gift:1

shared |C segment=new age:31.5 basket:12.3457 vip:1
|A id=a price:9.5
|A id=b price:12
0:-0.0655:0.3 |A id=c price:0.1 gift:1

shared |C segment=loyal age:32 basket:12.3457
0:-0.9088:0.25 |A id=a price:9.5
|A id=b price:12
|A id=c price:0.1 gift:1

shared |C segment=new age:32.5 basket:12.3457
|A id=a price:9.5
0:-0.2594:0.5 |A id=b price:12
|A id=c price:0.1 gift:1

