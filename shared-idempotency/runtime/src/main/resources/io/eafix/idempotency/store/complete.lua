-- Stores the answer of a claim.
-- KEYS[1] record; ARGV: token, ttl ms, D or X, status, headers, then the body unless too large or absent
local r = redis.call('HMGET', KEYS[1], 'tk', 'st')
if r[1] ~= ARGV[1] or r[2] ~= 'R' then
  return 'STALE'
end
if ARGV[6] then
  redis.call('HSET', KEYS[1], 'st', ARGV[3], 'sc', ARGV[4], 'hd', ARGV[5], 'bd', ARGV[6])
else
  redis.call('HSET', KEYS[1], 'st', ARGV[3], 'sc', ARGV[4], 'hd', ARGV[5])
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 'OK'
