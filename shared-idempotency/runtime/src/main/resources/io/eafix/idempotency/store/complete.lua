-- Stores the answer of a claim. KEYS[1] record; ARGV: token, ttl ms, status, headers, then the body unless too large or absent
local r = redis.call('HMGET', KEYS[1], 'st', 'tk')
if r[1] ~= 'R' or r[2] ~= ARGV[1] then
  return 'STALE'
end
redis.call('HSET', KEYS[1], 'st', 'D', 'sc', ARGV[3], 'hd', ARGV[4])
if ARGV[5] then
  redis.call('HSET', KEYS[1], 'bd', ARGV[5])
end
redis.call('HDEL', KEYS[1], 'un')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 'OK'
